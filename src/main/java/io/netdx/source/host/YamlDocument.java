package io.netdx.source.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the first YAML document of a file from its events. Nothing is composed, so that neither aliases (which count as no
 * value) nor nesting can make it grow.
 */
final class YamlDocument {

    private static final LoadSettings SETTINGS = LoadSettings.builder().setCodePointLimit(2 << 20)
            .setMaxAliasesForCollections(10).setParseComments(false).setLabel("file").build();

    private final Document document = new Document();
    private final Deque<Frame> frames = new ArrayDeque<>();

    /** An open mapping or list. */
    private static final class Frame {
        final boolean mapping;
        final String path;
        String key;

        Frame(boolean mapping, String path) {
            this.mapping = mapping;
            this.path = path;
        }
    }

    private YamlDocument() {
    }

    static Document read(byte[] bytes) throws MalformedDocument {
        try {
            YamlDocument yaml = new YamlDocument();
            for (Event event : new Parse(SETTINGS).parseString(new String(bytes, StandardCharsets.UTF_8))) {
                if (event.getEventId() == Event.ID.DocumentEnd) {
                    break;
                }
                yaml.event(event);
            }
            return yaml.document;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new MalformedDocument(line, "not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new MalformedDocument(0, "not valid YAML: " + e.getMessage());
        }
    }

    private void event(Event event) throws MalformedDocument {
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> {
                if (frames.size() >= Document.MAX_DEPTH) {
                    throw new MalformedDocument(line(event), "nested too deeply");
                }
                String path = valuePath();
                frames.push(new Frame(event.getEventId() == Event.ID.MappingStart, path));
            }
            case MappingEnd, SequenceEnd -> {
                frames.pop();
                valueRead();
            }
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> {
                if (isKey()) {
                    frames.peek().key = "";
                } else {
                    valueRead();
                }
            }
            default -> { }
        }
    }

    private void scalar(ScalarEvent scalar) throws MalformedDocument {
        String text = scalar.getValue();
        if (isKey()) {
            frames.peek().key = text;
            return;
        }
        boolean nothing = scalar.isPlain() && (text.isEmpty() || text.equals("null") || text.equals("~"));
        if (!nothing) {
            document.add(valuePath(), text, line(scalar));
        }
        valueRead();
    }

    private boolean isKey() {
        return !frames.isEmpty() && frames.peek().mapping && frames.peek().key == null;
    }

    private String valuePath() {
        Frame frame = frames.peek();
        if (frame == null) {
            return "";
        }
        return frame.mapping ? Document.join(frame.path, frame.key == null ? "?" : frame.key) : frame.path;
    }

    /** After a value, a mapping expects a key; after a collection that was itself a key, its value. */
    private void valueRead() {
        Frame frame = frames.peek();
        if (frame != null && frame.mapping) {
            frame.key = frame.key == null ? "?" : null;
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
