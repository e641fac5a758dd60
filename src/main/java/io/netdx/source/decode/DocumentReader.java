package io.netdx.source.decode;

import io.netdx.fact.Fact;
import io.netdx.fact.ObjectRef;
import io.netdx.fact.Provenance;
import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the documents of one file, streaming: objects, lists of objects, bare arrays. A document that breaks off gives what came
 * before the break and one problem.
 */
public final class DocumentReader {

    /** From so many items on a list is read on all cores. */
    private static final int LONG_LIST = 50;
    /** From so many on what is learned from one item to the next pays. */
    private static final int LIST = 5;

    private final Limits limits;
    private final DocumentSink sink;
    private final String file;
    private final Optional<String> kindHint;
    private final String namespaceHint;
    private final TreeReader trees;
    private final Map<ObjectRef, Integer> lines = new HashMap<>();
    private final Map<String, SortedSet<String>> singles = new HashMap<>();
    /** Kinds of which an object could not be read. */
    private final Set<String> leftOut = new HashSet<>();
    private final boolean alone;
    private boolean singleStatus;
    /** Of YAML: what people write. */
    private Optional<Templates.Marks> marks = Optional.empty();

    /**
     * @param kindHint      kind that the file's name suggests, for lists whose items do not say theirs
     * @param namespaceHint namespace that the folder suggests, or the empty string
     */
    public DocumentReader(Limits limits, DocumentSink sink, String file, Optional<String> kindHint, String namespaceHint) {
        this(limits, sink, file, kindHint, namespaceHint, false);
    }

    /** @param alone on the thread of the caller */
    public DocumentReader(Limits limits, DocumentSink sink, String file, Optional<String> kindHint, String namespaceHint, boolean alone) {
        this.alone = alone;
        this.limits = limits;
        this.sink = sink;
        this.file = file;
        this.kindHint = kindHint;
        this.namespaceHint = namespaceHint;
        this.trees = new TreeReader(limits);
    }

    public void yaml(InputStream in) {
        marks = Optional.of(new Templates.Marks(in));
        try (Tokens tokens = new YamlTokens(marks.get(), limits)) {
            documents(tokens);
        }
        finish();
    }

    /**
     * Reads the JSON document that a stream begins with.
     *
     * @param linesBefore lines of the file that stand before it
     * @return what follows it, to be read by the caller; empty where the document breaks off, because nobody knows where it would end
     */
    public Optional<Rest> json(InputStream in, int linesBefore) {
        try (JsonTokens tokens = new JsonTokens(in, limits, linesBefore)) {
            document(tokens, tokens.next());
            // before the parser is closed: it still holds what it read ahead
            return Optional.of(new Rest(tokens.readAhead(), tokens.endLine() - 1));
        } catch (DecodeException e) {
            sink.problem(e.at(file));
            return Optional.empty();
        }
    }

    /** What was read of a stream beyond a document, and how many lines of the file end before it. */
    public record Rest(byte[] readAhead, int linesBefore) {
    }

    /** To be called once after the last document. */
    public void finish() {
        singles.forEach((kind, namespaces) -> sink.list(new ListSeen(kind, file, namespaces, true, leftOut.contains(kind), singleStatus)));
        singles.clear();
    }

    private void documents(Tokens tokens) {
        try {
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END; t = tokens.next()) {
                document(tokens, t);
            }
        } catch (DecodeException e) {
            sink.problem(template() ? new Problem(e.at(file).place(), Templates.TOLD) : e.at(file));
        }
    }

    private boolean template() {
        return marks.isPresent() && marks.get().seen();
    }

    private void document(Tokens tokens, Tokens.Token token) throws DecodeException {
        switch (token) {
            case OBJECT -> object(tokens);
            case ARRAY -> items(tokens, kindHint.orElse(""));
            default -> { }
        }
    }

    /** The root object: a list is passed on item by item, anything else is built whole. */
    private void object(Tokens tokens) throws DecodeException {
        Tree root = Tree.object(tokens.line());
        boolean list = false;
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT; t = tokens.next()) {
            if (t == Tokens.Token.END) {
                throw new DecodeException(tokens.line(), "cut off in the middle of the document");
            }
            String name = tokens.text();
            String kind = root.text("kind");
            if (TreeReader.skipped(name) || TreeReader.secretField(kind, name)) {
                tokens.skip();
                continue;
            }
            Tokens.Token first = tokens.next();
            if (first == Tokens.Token.ARRAY && (name.equals("items") || name.equals("Items"))) {
                items(tokens, listed(root));
                list = true;
                continue;
            }
            if (first == Tokens.Token.NULL && name.equals("items")) {
                sink.list(new ListSeen(listed(root), file, new TreeSet<>(), false, false, true));
                list = true;
                continue;
            }
            root.fields().put(name, trees.read(tokens, first, name));
        }
        if (!list) {
            single(root);
        }
    }

    /** Kind of the items of a list, by what the list says of itself. */
    private String listed(Tree list) {
        String kind = list.text("kind");
        return kind.endsWith("List") && kind.length() > 4
                ? ApiKinds.of(kind.substring(0, kind.length() - 4), list.text("apiVersion")) : kindHint.orElse("");
    }

    private void items(Tokens tokens, String listKind) throws DecodeException {
        Map<String, SortedSet<String>> namespaces = new HashMap<>();
        List<String> unnamed = new ArrayList<>();
        int count = 0;
        try {
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
                if (t == Tokens.Token.END) {
                    throw new DecodeException(tokens.line(), "cut off in the middle of a list");
                }
                if (t != Tokens.Token.OBJECT) {
                    trees.read(tokens, t, "");
                    continue;
                }
                item(decoded(trees.read(tokens, t, ""), listKind), namespaces, unnamed);
                if (++count == (alone ? LIST : LONG_LIST) && tokens instanceof JsonTokens json) {
                    json.itemsAside(new ItemCrew(limits, listKind, alone, tree -> decoded(tree, listKind)), item -> item(item, namespaces, unnamed));
                }
            }
        } catch (DecodeException e) {
            if (namespaces.isEmpty()) {
                sink.list(new ListSeen(listKind, file, new TreeSet<>(), false, true, true));
            }
            namespaces.forEach((kind, ns) -> sink.list(new ListSeen(kind, file, ns, false, true, true)));
            throw e;
        }
        if (namespaces.isEmpty() && (unnamed.isEmpty() || !listKind.isEmpty())) {
            sink.list(new ListSeen(listKind, file, new TreeSet<>(), false, leftOut.contains(listKind), true));
        }
        namespaces.forEach((kind, ns) -> sink.list(new ListSeen(kind, file, ns, false, leftOut.contains(kind) || !unnamed.isEmpty(), true)));
        if (!unnamed.isEmpty() && namespaces.isEmpty() && kindHint.isPresent()) {
            sink.problem(new Problem(unnamed.get(0), unnamed.size() + " list items without a kind that could be told"));
        }
    }

    /**
     * An item of a list, so far as it can be read by itself.
     *
     * @param fact empty where it is none, or has an unexpected shape
     */
    record Item(String kind, Tree tree, Optional<Fact> fact) {
    }

    /** Shares nothing with other items. */
    private Item decoded(Tree read, String listKind) {
        Tree item = LegacyJson.modern(read);
        String kind = item.at("kind").present() ? ApiKinds.of(item.text("kind"), item.text("apiVersion"))
                : listKind.isEmpty() ? LegacyJson.kindOf(item) : listKind;
        return new Item(kind, item, kind.isEmpty() || isList(kind) ? Optional.empty() : decoded(kind, item));
    }

    private void item(Item item, Map<String, SortedSet<String>> namespaces, List<String> unnamed) {
        String kind = item.kind();
        if (kind.isEmpty()) {
            unnamed.add(file + ":" + item.tree().line());
        } else if (isList(kind)) {
            nested(item.tree(), kind);
        } else if (accept(kind, item.tree(), item.fact()).isPresent()) {
            namespaces.computeIfAbsent(kind, k -> new TreeSet<>()).add(item.tree().at("metadata").text("namespace"));
        }
    }

    static boolean isList(String kind) {
        return kind.equals("List") || kind.endsWith("List") && kind.length() > 4 && Character.isUpperCase(kind.charAt(0));
    }

    private void nested(Tree list, String kind) {
        for (Tree item : list.list("items")) {
            String itemKind = item.at("kind").present() ? ApiKinds.of(item.text("kind"), item.text("apiVersion"))
                    : kind.equals("List") ? "" : ApiKinds.of(kind.substring(0, kind.length() - 4), list.text("apiVersion"));
            if (!itemKind.isEmpty()) {
                decode(itemKind, item);
            }
        }
    }

    private void single(Tree root) {
        Tree object = LegacyJson.modern(root);
        if (object.text("apiVersion").startsWith("netdx/")) {
            sink.own(OwnDocument.of(object));
            return;
        }
        String version = version(object);
        if (!version.isEmpty()) {
            sink.version(version);
            return;
        }
        String named = object.text("kind");
        String kind = ApiKinds.of(named.isEmpty() ? LegacyJson.kindOf(object) : named, object.text("apiVersion"));
        if (kind.isEmpty() || object.at("metadata").text("name").isEmpty() && !object.at("spec").present()) {
            // configuration files and API discovery have a kind too, but are no objects of the cluster
            return;
        }
        decode(kind, object).ifPresent(fact -> {
            singles.computeIfAbsent(kind, k -> new TreeSet<>()).add(object.at("metadata").text("namespace"));
            singleStatus |= object.at("metadata").at("uid").present() || object.at("status").present();
        });
    }

    /** The API server's version, where a document states it; else empty. */
    static String version(Tree document) {
        return document.at("serverVersion").text("gitVersion", document.at("info").text("gitVersion", document.text("gitVersion")));
    }

    private Optional<Fact> decode(String kind, Tree object) {
        if (template() && Templates.in(object)) {
            problem(object.line(), Templates.TOLD);
            leftOut.add(kind);
            return Optional.empty();
        }
        return accept(kind, object, decoded(kind, object));
    }

    /** The record of an object; empty where it has no name or an unexpected shape. */
    private Optional<Fact> decoded(String kind, Tree object) {
        Tree metadata = object.at("metadata");
        if (!namespaceHint.isEmpty() && metadata.present() && !metadata.at("namespace").present()
                && !Metas.clusterScoped(kind)) {
            metadata.fields().put("namespace", Tree.scalar(namespaceHint, object.line()));
        }
        if (metadata.text("name").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ObjectDecoder.decode(kind, object, new Provenance(file, object.line(), "")));
        } catch (IllegalArgumentException | ClassCastException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<Fact> accept(String kind, Tree object, Optional<Fact> decoded) {
        String name = object.at("metadata").text("name");
        if (decoded.isEmpty()) {
            problem(object.line(), name.isEmpty() ? kind + " without metadata.name, left out" : kind + " " + name + " has an unexpected shape, left out");
            leftOut.add(kind);
            return decoded;
        }
        Fact fact = decoded.get();
        Integer before = kind.equals("Event") ? null : lines.putIfAbsent(fact.ref(), object.line());
        if (before != null) {
            problem(object.line(), fact.ref() + " stands twice in this file (first at line " + before + "); the first is used");
            return Optional.empty();
        }
        if (ApiKinds.unknownVersion(kind, object.text("apiVersion"))) {
            problem(object.line(), fact.ref() + " is of version " + object.text("apiVersion") + ", which is not known: what it says is not evaluated");
        }
        sink.fact(fact);
        return decoded;
    }

    private void problem(int line, String what) {
        sink.problem(new Problem(line > 0 ? file + ":" + line : file, what));
    }
}
