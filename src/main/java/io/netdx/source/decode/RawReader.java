package io.netdx.source.decode;

import io.netdx.source.Limits;
import io.netdx.source.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Reads the documents of one file as whole objects, each as JSON, streaming. {@link DocumentReader} makes facts of the same documents.
 * Of a Secret nothing leaves this class but its type and what names it.
 */
public final class RawReader {

    /** Of a Secret's metadata. Annotations may hold its data: kubectl keeps what was applied in one, OpenShift a token in another. */
    private static final Set<String> OF_SECRET = Set.of("name", "namespace", "labels", "uid", "resourceVersion", "creationTimestamp",
            "deletionTimestamp", "ownerReferences");
    private static final int SMALL = 64 << 10;

    private final Limits limits;
    private final RawSink sink;
    private final String file;
    private final Optional<String> kindHint;
    private final String namespaceHint;

    /** As for {@link DocumentReader}. */
    public RawReader(Limits limits, RawSink sink, String file, Optional<String> kindHint, String namespaceHint) {
        this.limits = limits;
        this.sink = sink;
        this.file = file;
        this.kindHint = kindHint;
        this.namespaceHint = namespaceHint;
    }

    public void yaml(InputStream in) {
        try (Tokens tokens = new YamlTokens(in, limits)) {
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END; t = tokens.next()) {
                document(tokens, t);
            }
        } catch (DecodeException e) {
            sink.problem(e.at(file));
        }
    }

    /** As {@link DocumentReader#json}. */
    public Optional<DocumentReader.Rest> json(InputStream in, int linesBefore) {
        try (JsonTokens tokens = new JsonTokens(in, limits, linesBefore)) {
            document(tokens, tokens.next());
            return Optional.of(new DocumentReader.Rest(tokens.readAhead(), tokens.endLine() - 1));
        } catch (DecodeException e) {
            sink.problem(e.at(file));
            return Optional.empty();
        }
    }

    private void document(Tokens tokens, Tokens.Token token) throws DecodeException {
        if (token == Tokens.Token.OBJECT) {
            Copy root = new Copy(tokens, true, kindHint.orElse(""));
            root.read();
            if (!root.listed && !accept(root)) {
                other(root);
            }
        } else if (token == Tokens.Token.ARRAY) {
            items(tokens, kindHint.orElse(""), "");
        }
    }

    private void items(Tokens tokens, String kind, String apiVersion) throws DecodeException {
        for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
            if (t == Tokens.Token.END) {
                throw new DecodeException(tokens.line(), "cut off in the middle of a list");
            }
            if (t != Tokens.Token.OBJECT) {
                tokens.skip();
                continue;
            }
            Copy item = new Copy(tokens, false, kind);
            item.read();
            if (item.kind.isEmpty()) {
                item.kind = kind;
                item.apiVersion = item.apiVersion.isEmpty() ? apiVersion : item.apiVersion;
            }
            if (DocumentReader.isList(item.kind)) {
                nested(item);
            } else {
                accept(item);
            }
        }
    }

    /** A list as an item of a list. */
    private void nested(Copy list) throws DecodeException {
        boolean typed = list.kind.length() > 4;
        JsonTokens tokens = new JsonTokens(new ByteArrayInputStream(list.fields()), limits, list.line);
        try (tokens) {
            tokens.next();
            Copy again = new Copy(tokens, true, typed ? list.kind.substring(0, list.kind.length() - 4) : "");
            again.expectedVersion = typed ? list.apiVersion : "";
            again.read();
        }
    }

    /** False where it is no object of the cluster. */
    private boolean accept(Copy copy) {
        if (copy.kind.isEmpty() || copy.name.isEmpty() || copy.apiVersion.startsWith("netdx/")) {
            return false;
        }
        byte[] fields = copy.fields();
        if (copy.kind.equals("Secret") && (copy.apiVersion.isEmpty() || copy.apiVersion.equals("v1"))) {
            copy = secret(copy, fields);
            fields = copy.fields();
        }
        sink.object(new RawObject(copy.kind, copy.apiVersion, copy.namespace, copy.name, copy.resourceVersion, Map.copyOf(copy.labels), fields,
                copy.metadataFrom, copy.metadataTo));
        return true;
    }

    /** The kind may have stood behind the data. */
    private Copy secret(Copy copy, byte[] fields) {
        try (JsonTokens tokens = new JsonTokens(new ByteArrayInputStream(fields), limits, 0)) {
            tokens.next();
            Copy bare = new Copy(tokens, false, "Secret");
            bare.secret = true;
            bare.read();
            bare.kind = copy.kind;
            bare.apiVersion = copy.apiVersion;
            return bare;
        } catch (DecodeException e) {
            throw new IllegalStateException("written here a moment ago", e);
        }
    }

    /** What has no name may state the server's version, or be a document of netdx's own. */
    private void other(Copy root) {
        byte[] fields = root.fields();
        boolean own = root.apiVersion.startsWith("netdx/");
        if (!own && fields.length > SMALL) {
            return;
        }
        Tree tree = JsonTree.read(new ByteArrayInputStream(fields), limits, file, sink::problem);
        if (own) {
            tree.fields().put("kind", Tree.scalar(root.kind, 0));
            sink.own(OwnDocument.of(tree));
        } else if (!DocumentReader.version(tree).isEmpty()) {
            sink.version(DocumentReader.version(tree));
        }
    }

    /** One object on its way into JSON. */
    private final class Copy {

        private final Tokens tokens;
        private final boolean root;
        private final String expected;
        private final int line;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        private final JsonGenerator json = JsonTokens.SHARED.createGenerator(ObjectWriteContext.empty(), bytes);
        private final Map<String, String> labels = new HashMap<>();
        private String expectedVersion = "";
        private String kind = "";
        private String apiVersion = "";
        private String namespace = "";
        private String name = "";
        private String resourceVersion = "";
        private int metadataFrom;
        private int metadataTo;
        private boolean listed;
        private boolean secret;
        private int values;

        Copy(Tokens tokens, boolean root, String expected) {
            this.tokens = tokens;
            this.root = root;
            this.expected = expected;
            this.line = tokens.line();
        }

        byte[] fields() {
            json.close();
            return bytes.toByteArray();
        }

        /** After the token that begins the object: to its end. */
        void read() throws DecodeException {
            json.writeStartObject();
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT; t = tokens.next()) {
                inside(t);
                field(tokens.text());
            }
            json.writeEndObject();
        }

        private void field(String field) throws DecodeException {
            if (secret && !field.equals("metadata") && !field.equals("type") && !field.equals("immutable")) {
                tokens.skip();
                return;
            }
            Tokens.Token first = tokens.next();
            if (first == Tokens.Token.SCALAR && field.equals("kind")) {
                kind = tokens.text();
            } else if (first == Tokens.Token.SCALAR && field.equals("apiVersion")) {
                apiVersion = tokens.text();
            } else if (root && first == Tokens.Token.ARRAY && (field.equals("items") || field.equals("Items"))) {
                boolean typed = DocumentReader.isList(kind) && kind.length() > 4;
                items(tokens, typed ? kind.substring(0, kind.length() - 4) : expected, typed ? apiVersion : expectedVersion);
                listed = true;
            } else if (first == Tokens.Token.OBJECT && field.equals("metadata")) {
                json.writeName(field);
                metadata();
            } else {
                json.writeName(field);
                value(first, 1);
            }
        }

        private void metadata() throws DecodeException {
            json.writeStartObject();
            json.flush();
            metadataFrom = bytes.size() - 1;
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT; t = tokens.next()) {
                inside(t);
                String field = tokens.text();
                if (secret && !OF_SECRET.contains(field)) {
                    tokens.skip();
                    continue;
                }
                Tokens.Token first = tokens.next();
                json.writeName(field);
                if (field.equals("labels") && first == Tokens.Token.OBJECT) {
                    labels();
                    continue;
                }
                if (first == Tokens.Token.SCALAR && field.equals("name")) {
                    name = tokens.text();
                } else if (first == Tokens.Token.SCALAR && field.equals("namespace")) {
                    namespace = tokens.text();
                } else if (first == Tokens.Token.SCALAR && field.equals("resourceVersion")) {
                    resourceVersion = tokens.text();
                }
                value(first, 2);
            }
            String known = kind.isEmpty() ? expected : kind;
            if (namespace.isEmpty() && !namespaceHint.isEmpty() && !Metas.clusterScoped(known) && !known.isEmpty()) {
                namespace = namespaceHint;
                json.writeStringProperty("namespace", namespace);
            }
            json.writeEndObject();
            json.flush();
            metadataTo = bytes.size();
        }

        private void labels() throws DecodeException {
            json.writeStartObject();
            for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT; t = tokens.next()) {
                inside(t);
                String key = tokens.text();
                json.writeName(key);
                Tokens.Token first = tokens.next();
                if (first == Tokens.Token.SCALAR) {
                    labels.put(key, tokens.text());
                }
                value(first, 3);
            }
            json.writeEndObject();
        }

        private void value(Tokens.Token token, int depth) throws DecodeException {
            if (++values > limits.nodes()) {
                throw new DecodeException(tokens.line(), "one object with more than " + limits.nodes() + " values");
            }
            switch (token) {
                case SCALAR -> tokens.write(json);
                case NULL -> json.writeNull();
                case ARRAY -> {
                    json.writeStartArray();
                    for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_ARRAY; t = tokens.next()) {
                        inside(t);
                        value(t, depth + 1);
                    }
                    json.writeEndArray();
                }
                case OBJECT -> {
                    json.writeStartObject();
                    for (Tokens.Token t = tokens.next(); t != Tokens.Token.END_OBJECT; t = tokens.next()) {
                        inside(t);
                        json.writeName(tokens.text());
                        value(tokens.next(), depth + 1);
                    }
                    json.writeEndObject();
                }
                default -> throw new DecodeException(tokens.line(), "a value is missing");
            }
        }

        private void inside(Tokens.Token token) throws DecodeException {
            if (token == Tokens.Token.END) {
                throw new DecodeException(tokens.line(), "cut off in the middle of the document");
            }
        }
    }
}
