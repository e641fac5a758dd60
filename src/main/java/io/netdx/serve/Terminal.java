package io.netdx.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the kernel's terminal does between somebody's keys and a command: echoes, edits the line, hands over whole lines. Ctrl-C gives an
 * empty line, after which a shell shows its prompt again; Ctrl-D on an empty line ends the input.
 */
final class Terminal {

    private static final int LONGEST = 4096;
    private static final byte[] RUBOUT = {'\b', ' ', '\b'};

    private final StandardInput lines;
    private final OutputStream screen;
    /** In characters, so that one is taken back and not a byte of it. */
    private final StringBuilder line = new StringBuilder();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int escape;

    Terminal(StandardInput lines, OutputStream screen) {
        this.lines = lines;
        this.screen = screen;
    }

    /** @throws IOException where nobody sees the echo */
    void typed(byte[] keys, int from, int length) throws IOException {
        pending.write(keys, from, length);
        String text = pending.toString(StandardCharsets.UTF_8);
        if (text.endsWith("\ufffd") && pending.size() < 4) {
            // the rest of the character is on its way
            return;
        }
        pending.reset();
        for (int i = 0; i < text.length(); i++) {
            key(text.charAt(i));
        }
    }

    private void key(char key) throws IOException {
        if (escape > 0) {
            // arrows and their like: two or more characters behind the escape, the last one a letter or a tilde
            escape = escape == 1 && (key == '[' || key == 'O') || escape == 2 && !Character.isLetter(key) && key != '~' ? 2 : 0;
            return;
        }
        switch (key) {
            case 0x1b -> escape = 1;
            case '\r', '\n' -> {
                echo("\r\n");
                hand(line + "\n");
            }
            case 0x7f, '\b' -> rub();
            case 0x15 -> {
                while (line.length() > 0) {
                    rub();
                }
            }
            case 0x03 -> {
                echo("^C\r\n");
                line.setLength(0);
                hand("\n");
            }
            case 0x04 -> {
                if (line.isEmpty()) {
                    lines.end();
                } else {
                    hand(line.toString());
                }
            }
            default -> {
                if (key >= ' ' && line.length() < LONGEST || key == '\t') {
                    line.append(key);
                    echo(String.valueOf(key));
                }
            }
        }
    }

    private void rub() throws IOException {
        if (!line.isEmpty()) {
            line.setLength(line.length() - 1);
            screen.write(RUBOUT);
        }
    }

    private void hand(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        lines.put(bytes, 0, bytes.length);
    }

    private void echo(String text) throws IOException {
        screen.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a command writes: each line begins at the left. */
    OutputStream output() {
        return new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                ByteArrayOutputStream shown = new ByteArrayOutputStream(length + 16);
                for (int i = from; i < from + length; i++) {
                    if (bytes[i] == '\n') {
                        shown.write('\r');
                    }
                    shown.write(bytes[i]);
                }
                screen.write(shown.toByteArray());
            }
        };
    }
}
