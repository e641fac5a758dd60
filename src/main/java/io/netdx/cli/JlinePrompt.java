package io.netdx.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Lines of a terminal, with history, completion and colour. Nothing else loads the library, which is on the path of {@code guide} only. */
final class JlinePrompt implements Prompt {

    private final Terminal terminal;
    private final LineReader reader;
    private final boolean colour;

    /** @throws IOException where there is no terminal that it can use */
    JlinePrompt(Path history, boolean colour) throws IOException {
        Files.createDirectories(history.toAbsolutePath().getParent());
        this.colour = colour;
        // the terminal's own commands (stty) do, no library of native code is unpacked
        this.terminal = TerminalBuilder.builder().name("netdx").system(true).jni(false).ffm(false).dumb(true).build();
        this.reader = LineReaderBuilder.builder().terminal(terminal).appName("netdx").completer(new StringsCompleter(GuideTalk.WORDS))
                .variable(LineReader.HISTORY_FILE, history).option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).build();
    }

    @Override
    public Optional<String> read(String prompt) {
        try {
            return Optional.of(reader.readLine(strong(prompt)));
        } catch (UserInterruptException | EndOfFileException e) {
            // Ctrl-C, Ctrl-D, or a terminal that is gone: the session is kept already
            return Optional.empty();
        }
    }

    @Override
    public String strong(String text) {
        return colour && !text.isEmpty() ? "\033[1m" + text + "\033[0m" : text;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            // it is gone; there is nobody to tell
        }
    }
}
