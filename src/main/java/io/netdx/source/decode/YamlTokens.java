package io.netdx.source.decode;

import io.netdx.source.Limit;
import io.netdx.source.Limits;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.YamlUnicodeReader;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import tools.jackson.core.JsonGenerator;

/**
 * YAML through snakeyaml-engine's event parser. Documents follow one another as if they were values of one stream. An alias
 * replays the events of its anchor, within a budget: that is what stops alias bombs.
 */
final class YamlTokens implements Tokens {

    private static final int MAX_ANCHORED_EVENTS = 10_000;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?");
    /** Modes of files in manifests. */
    private static final Pattern OCTAL = Pattern.compile("0[0-7]{1,10}");

    private final Iterator<Event> events;
    private final Limits limits;
    private final Map<String, List<Event>> anchors = new HashMap<>();
    private final List<Recording> recordings = new ArrayList<>();
    private final Deque<Iterator<Event>> replays = new ArrayDeque<>();
    private final Deque<Boolean> containers = new ArrayDeque<>();
    private boolean expectKey;
    private Event current;
    private int replayed;
    private int line;

    /** Events of an anchored node, while it is open. */
    private static final class Recording {
        final String anchor;
        final List<Event> events = new ArrayList<>();
        int depth;

        Recording(String anchor) {
            this.anchor = anchor;
        }
    }

    YamlTokens(InputStream in, Limits limits) {
        this.limits = limits;
        LoadSettings settings = LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE)
                .setMaxAliasesForCollections(Integer.MAX_VALUE).setBufferSize(64 << 10).setParseComments(false).build();
        this.events = new ParserImpl(settings, new StreamReader(settings, new YamlUnicodeReader(in)));
    }

    @Override
    public Token next() throws DecodeException {
        while (true) {
            Event event = nextEvent();
            switch (event.getEventId()) {
                case Scalar:
                    return scalar((ScalarEvent) event);
                case MappingStart:
                    return open(true);
                case SequenceStart:
                    return open(false);
                case MappingEnd:
                    close(true);
                    return Token.END_OBJECT;
                case SequenceEnd:
                    close(false);
                    return Token.END_ARRAY;
                case StreamEnd:
                    return Token.END;
                case DocumentStart:
                    anchors.clear();
                    break;
                default:
                    break;
            }
        }
    }

    private Token scalar(ScalarEvent event) throws DecodeException {
        if (event.getValue().length() > limits.stringLength()) {
            throw new DecodeException(line, Limit.STRING_LENGTH, "a text of more than " + limits.stringLength() + " characters");
        }
        if (inMapping() && expectKey) {
            expectKey = false;
            return Token.FIELD;
        }
        expectKey = inMapping();
        return event.getScalarStyle() == ScalarStyle.PLAIN && isNull(event.getValue()) ? Token.NULL : Token.SCALAR;
    }

    private static boolean isNull(String plain) {
        return plain.isEmpty() || plain.equals("~") || plain.equals("null") || plain.equals("Null") || plain.equals("NULL");
    }

    private Token open(boolean mapping) throws DecodeException {
        if (inMapping() && expectKey) {
            throw new DecodeException(line, "a mapping key that is not a scalar");
        }
        if (containers.size() >= limits.nesting()) {
            throw new DecodeException(line, Limit.NESTING, "nested too deeply (more than " + limits.nesting() + " levels)");
        }
        containers.push(mapping);
        expectKey = mapping;
        return mapping ? Token.OBJECT : Token.ARRAY;
    }

    private void close(boolean mapping) {
        containers.pop();
        expectKey = inMapping();
    }

    private boolean inMapping() {
        return !containers.isEmpty() && containers.peek();
    }

    private Event nextEvent() throws DecodeException {
        while (!replays.isEmpty()) {
            Iterator<Event> replay = replays.peek();
            if (replay.hasNext()) {
                if (++replayed > limits.aliasNodes()) {
                    throw new DecodeException(line, Limit.ALIAS_VALUES, "aliases expand to more than " + limits.aliasNodes() + " values");
                }
                return deliver(replay.next());
            }
            replays.pop();
        }
        try {
            if (!events.hasNext()) {
                throw new DecodeException(line, "cut off in the middle of the YAML document");
            }
            Event event = events.next();
            line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(line);
            return deliver(event);
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(line);
            throw new DecodeException(at, "not valid YAML: " + firstLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new DecodeException(line, "not valid YAML: " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    private Event deliver(Event event) throws DecodeException {
        if (event instanceof AliasEvent alias) {
            List<Event> anchored = anchors.get(alias.getAlias().getValue());
            if (anchored == null) {
                throw new DecodeException(line, "alias *" + alias.getAlias().getValue() + " has no anchor before it");
            }
            if (replays.size() > limits.nesting()) {
                throw new DecodeException(line, Limit.NESTING, "aliases nested too deeply");
            }
            replays.push(anchored.iterator());
            return nextEvent();
        }
        record(event);
        current = event;
        return event;
    }

    private void record(Event event) {
        if (event instanceof NodeEvent node && node.getAnchor().isPresent() && replays.isEmpty()) {
            recordings.add(new Recording(node.getAnchor().get().getValue()));
        }
        if (recordings.isEmpty()) {
            return;
        }
        boolean opens = event instanceof CollectionStartEvent;
        boolean closes = event.getEventId() == Event.ID.MappingEnd || event.getEventId() == Event.ID.SequenceEnd;
        for (Iterator<Recording> all = recordings.iterator(); all.hasNext();) {
            Recording recording = all.next();
            recording.depth += opens ? 1 : closes ? -1 : 0;
            if (recording.events.size() < MAX_ANCHORED_EVENTS) {
                recording.events.add(event);
            }
            if (recording.depth == 0) {
                anchors.put(recording.anchor, recording.events);
                all.remove();
            }
        }
    }

    @Override
    public String text() {
        return current instanceof ScalarEvent scalar ? scalar.getValue() : "";
    }

    @Override
    public Tree scalar(Scalars known) {
        return known.of(text());
    }

    @Override
    public void write(JsonGenerator json) {
        String text = text();
        boolean plain = current instanceof ScalarEvent scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getTag().isEmpty();
        if (plain && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            json.writeBoolean(text.equalsIgnoreCase("true"));
        } else if (plain && NUMBER.matcher(text).matches()) {
            json.writeNumber(new BigDecimal(text));
        } else if (plain && OCTAL.matcher(text).matches()) {
            json.writeNumber(Long.parseLong(text, 8));
        } else {
            json.writeString(text);
        }
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public void skip() throws DecodeException {
        Token token = current instanceof ScalarEvent && !expectKey && inMapping() ? next()
                : current instanceof CollectionStartEvent ? Token.OBJECT : Token.SCALAR;
        if (token != Token.OBJECT && token != Token.ARRAY) {
            return;
        }
        for (int depth = 1; depth > 0;) {
            switch (next()) {
                case OBJECT, ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case END -> throw new DecodeException(line, "cut off in the middle of the YAML document");
                default -> { }
            }
        }
    }

    @Override
    public void close() {
        // the caller owns the stream
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
