package io.netdx.source.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ListStreamTest {

    private static Answer page(String text) {
        return new Answer(200, false, "", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String joined(Answer... answers) throws IOException {
        Pages pages = new Pages(Runnable::run);
        // only a few may wait
        CompletableFuture.runAsync(() -> {
            Arrays.stream(answers).forEach(pages::add);
            pages.end();
        });
        return new String(new ListStream("v1", "Pod", pages).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String list(String... items) {
        return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[\n" + String.join(",\n", items) + "\n]}\n";
    }

    @Test
    void pagesBecomeOneListAnItemALine() throws IOException {
        assertThat(joined(page("{\"kind\":\"PodList\",\"metadata\":{\"continue\":\"x\"},\"items\":[{\"a\":1},{\"b\":[1,2]}]}\n"),
                page("{\"items\" : [ {\"c\" : {} } ], \"metadata\":{}}"))).isEqualTo(list("{\"a\":1}", "{\"b\":[1,2]}", "{\"c\":{}}"));
    }

    /** Wherever the reading of a page stops for a moment, and however much of it is prepared. */
    @Test
    void aLongPageIsTheSameList() throws IOException {
        Random random = new Random(3);
        String[] items = IntStream.range(0, 3000).mapToObj(i -> "{\"n\":" + i + ",\"t\":\"" + "\\\\ \\\" ] } é".repeat(random.nextInt(100)) + "\",\"l\":[{\"x\":[true,null]}]}")
                .toArray(String[]::new);
        String text = String.join(", ", items);
        assertThat(text.length()).isGreaterThan(3 << 19);
        assertThat(joined(page("{\"items\":[" + text + "]}"), page("{\"items\":[" + text + "," + text + "," + text + "]}"), page("{\"items\":[]}")))
                .isEqualTo(list(Stream.of(items, items, items, items).flatMap(Stream::of).toArray(String[]::new)));
    }

    @Test
    void pagesWithoutItemsLeaveNoTrace() throws IOException {
        assertThat(joined(page("{\"items\":[]}"), page("{\"items\":null}"), page("{\"items\":[{\"a\":1}]}"), page("{\"items\":[]}"))).isEqualTo(list("{\"a\":1}"));
        assertThat(joined(page("{\"items\":[]}"))).isEqualTo(list(""));
    }

    /** Strings may hold anything, and a list inside of another object is none of its own. */
    @Test
    void stringsAndInnerListsAreNoMarks() throws IOException {
        String item = "{\"text\":\"\\\"items\\\":[ } ] \\\\\",\"items\":[{\"x\":\"a,b\"}],\"é\":\"\\u00e9\"}";
        assertThat(joined(page("{\"metadata\":{\"items\":[{\"no\":1}]},\"note\":\"items\",\"other\":[1],\"items\":[" + item + "]}"))).isEqualTo(list(item));
    }

    /** Where it breaks off, its reader must see that. */
    @Test
    void aPageThatBreaksOffEndsTheList() throws IOException {
        String all = joined(page("{\"items\":[{\"a\":1},{\"b\":"), page("{\"items\":[{\"c\":1}]}"));
        assertThat(all).endsWith("{\"a\":1},\n{\"b\":");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"items\":[{\"a\":1}]}".getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        assertThat(joined(new Answer(200, true, "", cut), page("{\"items\":[{\"c\":1}]}"))).doesNotContain("\"c\"").doesNotEndWith("]}\n");
    }

    @Test
    void aTextWhoseCompressionBreaksIsWhatCameBefore() throws IOException {
        assertThat(new Answer(200, true, "", new byte[] {1, 2, 3}).text().readAllBytes()).isEmpty();
        assertThat(new Answer(200, false, "", "a line\n".getBytes(StandardCharsets.UTF_8)).text()).hasContent("a line\n");
    }
}
