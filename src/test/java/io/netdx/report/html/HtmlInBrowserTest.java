package io.netdx.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netdx.report.AuditReport;
import io.netdx.report.DiagnosisReport;
import io.netdx.report.Fleets;
import io.netdx.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The report as a person gets it, in a real Chromium; skipped where there is none ({@code apt-get install chromium}). */
class HtmlInBrowserTest {

    private static final String EVIL = "</script></style></title><script>window.pwned=1</script><img src=x onerror=pwned=1><svg onload=pwned=1>\" onmouseover=\"pwned=1\" '"
            + "javascript:pwned=1 &lt;b&gt; <a href=//evil.example>x</a> <!-- ]]> \033[2J \u202e";

    /** Text whose colour is too near to what lies behind it; figures as in WCAG 2. */
    private static final String LOW_CONTRAST = """
            (() => {
              const rgb = c => c.match(/[\\d.]+/g).map(Number);
              const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= .03928 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4); }); return .2126 * r + .7152 * g + .0722 * b; };
              const back = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > .99) return c; } return [255, 255, 255]; };
              const low = [];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let n = walk.nextNode(); n; n = walk.nextNode()) {
                const e = n.parentElement;
                if (!n.data.trim() || e.closest('script, style, title, desc, .unseen') || !e.checkVisibility()) continue;
                const svg = e instanceof SVGElement, s = getComputedStyle(e);
                let behind = back(svg ? e.ownerSVGElement.parentElement : e);
                const box = svg && e.tagName === 'text' ? e.parentElement.querySelector(e.classList.contains('glyph-text') ? '.disc' : '.note-box, .box') : null;
                if (box !== null) behind = rgb(getComputedStyle(box).fill);
                const a = lum(rgb(svg ? s.fill : s.color)), b = lum(behind), size = parseFloat(s.fontSize);
                const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                if (ratio < (size >= 24 || size >= 18.66 && +s.fontWeight >= 700 ? 3 : 4.5)) low.push(n.data.trim().slice(0, 40) + ' ' + ratio.toFixed(2) + ' .' + e.getAttribute('class'));
              }
              return [...new Set(low)];
            })()""";

    private static final String VISIBLE = "(() => { const n = s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).length; return n('.map tbody tr') + ' rows, ' + n('.sheet') + ' sheets, ' "
            + "+ n('.map th.cause') + ' causes, ' + document.getElementById('matches').textContent; })()";

    @TempDir
    static Path folder;
    private static Optional<Chromium> chromium = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> binary = Chromium.binary();
        assumeThat(binary).as("no Chromium on this machine: the HTML report is not tried in a browser").isPresent();
        chromium = Optional.of(new Chromium(binary.get()));
    }

    @AfterAll
    static void stop() throws IOException {
        if (chromium.isPresent()) {
            chromium.get().close();
        }
    }

    private static Chromium shown(DiagnosisReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlWriter().write(report, out);
        return shown(out);
    }

    private static Chromium shown(AuditReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        FleetWriter.write(report, out);
        return shown(out);
    }

    private static Chromium shown(StringBuilder out) throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, out);
        Chromium browser = chromium.orElseThrow();
        browser.size(1280, 900);
        browser.media("light", "screen");
        browser.open(file);
        browser.evaluate("localStorage.clear()");
        return browser;
    }

    @Test
    void asksNobodyForAnythingAndHasNoMistakes() throws IOException {
        for (DiagnosisReport report : List.of(Reports.pictured(), Reports.healthy(), Reports.undetermined(), Reports.hostile(EVIL))) {
            Chromium browser = shown(report);
            assertThat(browser.events("Network.requestWillBeSent")).extracting(e -> e.path("request").path("url").asString())
                    .allMatch(url -> url.startsWith("file:") && url.endsWith("report.html") || url.startsWith("data:"));
            assertThat(browser.events("Log.entryAdded")).isEmpty();
            assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
            assertThat(browser.events("Runtime.consoleAPICalled")).isEmpty();
            assertThat(browser.evaluate("document.querySelectorAll('main, header, footer, nav').length").asInt()).isEqualTo(4);
            assertThat(browser.evaluate("document.querySelectorAll('h1').length").asInt()).isEqualTo(1);
            assertThat(browser.evaluate("(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.length - new Set(ids).size; })()").asInt()).isZero();
            assertThat(browser.evaluate("[...document.querySelectorAll('nav a')].every(a => document.querySelector(a.getAttribute('href')) !== null)").asBoolean()).isTrue();
            assertThat(browser.evaluate("[...document.querySelectorAll('svg')].every(s => s.getAttribute('aria-hidden') === 'true' || s.getAttribute('role') === 'img' && s.querySelector('title') !== null)")
                    .asBoolean()).isTrue();
        }
    }

    @Test
    void hostileTextIsText() throws IOException {
        Chromium browser = shown(Reports.hostile(EVIL));
        browser.evaluate("document.querySelectorAll('main *').forEach(e => e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})))");
        assertThat(browser.evaluate("typeof window.pwned").asString()).isEqualTo("undefined");
        assertThat(browser.evaluate("document.querySelectorAll('script').length + document.querySelectorAll('style').length").asInt()).isEqualTo(2);
        assertThat(browser.evaluate("document.querySelectorAll('img, iframe, object, embed, form, [onload], [onerror], [onmouseover], [style]').length").asInt()).isZero();
        assertThat(browser.evaluate("[...document.querySelectorAll('a')].every(a => /^(#|https:\\/\\/kubernetes.io)/.test(a.getAttribute('href')))").asBoolean()).isTrue();
        assertThat(browser.evaluate("document.body.innerText.includes('<img src=x onerror=pwned=1>')").asBoolean()).isTrue();
        // and markup that did get in would do nothing
        browser.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned=1\"><b onclick=\"window.pwned=1\" id=bad>x</b>'); document.getElementById('bad').click();"
                + " new Promise(done => setTimeout(() => done(1), 100))");
        assertThat(browser.evaluate("typeof window.pwned").asString()).isEqualTo("undefined");
    }

    @Test
    void copiesACommandAndSaysSo() throws IOException {
        Chromium browser = shown(Reports.pictured());
        browser.call("Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        browser.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        String said = browser.evaluate("(async () => { document.querySelector('.sheet .copy').click(); await new Promise(d => setTimeout(d, 150)); return document.getElementById('said').textContent; })()").asString();
        assertThat(said).isEqualTo("Copied");
        assertThat(browser.evaluate("navigator.clipboard.readText()").asString())
                .isEqualTo("kubectl create -n shop -f allow-frontend-to-db.yaml --save-config --field-manager=netdx --validate=strict");
        assertThat(browser.evaluate("document.activeElement.className").asString()).contains("copy");
    }

    @Test
    void theKeyboardReachesEverything() throws IOException {
        Chromium browser = shown(Reports.pictured());
        browser.evaluate("document.body.focus()");
        StringBuilder stops = new StringBuilder();
        for (int i = 0; i < 18; i++) {
            browser.key("Tab", 9);
            stops.append(browser.evaluate("(() => { const e = document.activeElement; return e.tagName.toLowerCase() + ':' + (e.getAttribute('aria-label') || e.textContent).trim().slice(0, 24) + "
                    + "(getComputedStyle(e).outlineStyle === 'none' ? ' NO OUTLINE' : ''); })()").asString()).append('\n');
        }
        assertThat(stops.toString()).startsWith("a:Skip to the verdict\nbutton:Open all\nbutton:Print\nbutton:Colours: auto\na:Verdict\n")
                .contains("a:Ingress policy denies", "button:Copy the command: Do\n", "summary:").doesNotContain("NO OUTLINE");
        browser.evaluate("document.querySelector('.sheet summary').focus()");
        browser.key("Enter", 13);
        assertThat(browser.evaluate("document.querySelector('.sheet details').open").asBoolean()).isFalse();
        assertThat(browser.evaluate("(() => { location.hash = 'd1'; return new Promise(d => setTimeout(() => d(document.querySelector('.sheet details').open), 100)); })()").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"light,screen", "dark,screen", "dark,print"})
    void everyTextCanBeRead(String scheme, String medium) throws IOException {
        Chromium browser = shown(Reports.pictured());
        browser.media(scheme, medium);
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        JsonNode low = browser.evaluate(LOW_CONTRAST);
        assertThat(low.valueStream().map(JsonNode::asString)).isEmpty();
    }

    @Test
    void wearsTheColoursThatSomebodyChose() throws IOException {
        Chromium browser = shown(Reports.pictured());
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = browser.evaluate(background).asString();
        browser.evaluate("document.getElementById('theme').click()");
        assertThat(browser.evaluate("document.documentElement.dataset.theme").asString()).isEqualTo("light");
        browser.evaluate("document.getElementById('theme').click()");
        String dark = browser.evaluate(background).asString();
        assertThat(dark).isNotEqualTo(light);
        browser.media("dark", "screen");
        browser.evaluate("document.getElementById('theme').click()");
        assertThat(browser.evaluate(background).asString()).isEqualTo(dark);
        assertThat(browser.evaluate("document.getElementById('theme').textContent").asString()).isEqualTo("Colours: auto");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 1280})
    void nothingSticksOutOfThePage(int width) throws IOException {
        for (DiagnosisReport report : List.of(Reports.pictured(), Reports.hostile("one-long-word-without-an-end".repeat(9)))) {
            Chromium browser = shown(report);
            browser.size(width, 800);
            browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void noTextOfAPictureLeavesIt() throws IOException {
        Chromium browser = shown(Reports.pictured());
        assertThat(browser.evaluate("[...document.querySelectorAll('svg.picture text')].filter(t => { const a = t.getBoundingClientRect(), b = t.ownerSVGElement.getBoundingClientRect();"
                + " return a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1; }).map(t => t.textContent)").valueStream().map(JsonNode::asString)).isEmpty();
        assertThat(browser.evaluate("[...document.querySelectorAll('svg.picture g.node text')].filter(t => t.getBoundingClientRect().right > t.parentElement.querySelector('rect').getBoundingClientRect().right)"
                + ".map(t => t.textContent)").valueStream().map(JsonNode::asString)).isEmpty();
    }

    @Test
    void printsEverythingOpen() throws IOException {
        Chromium browser = shown(Reports.pictured());
        browser.media("light", "print");
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('.tools')).display").asString()).isEqualTo("none");
        assertThat(browser.evaluate("(() => { window.dispatchEvent(new Event('beforeprint')); const all = [...document.querySelectorAll('main details')].every(d => d.open);"
                + " window.dispatchEvent(new Event('afterprint')); return all && [...document.querySelectorAll('main details')].some(d => !d.open); })()").asBoolean()).isTrue();
        assertThat(browser.call("Page.printToPDF", Map.of("printBackground", true)).path("data").asString()).startsWith("JVBERi");
    }

    @Test
    void theFleetIsFilteredByVerdictFamilyAndText() throws IOException {
        Chromium browser = shown(Fleets.many(9));
        assertThat(browser.evaluate(VISIBLE).asString()).isEqualTo("9 rows, 9 sheets, 2 causes, 9 clusters");
        browser.evaluate("document.querySelector('.of-verdict[value=undetermined]').click()");
        assertThat(browser.evaluate(VISIBLE).asString()).isEqualTo("6 rows, 6 sheets, 2 causes, 6 clusters");
        browser.evaluate("(() => { const f = document.getElementById('find'); f.focus(); f.value = ''; })()");
        browser.call("Input.insertText", Map.of("text", "CLUSTER-103 db-lock"));
        assertThat(browser.evaluate(VISIBLE).asString()).isEqualTo("1 rows, 1 sheets, 2 causes, 1 cluster");
        browser.evaluate("document.getElementById('clear').click()");
        assertThat(browser.evaluate(VISIBLE).asString()).isEqualTo("9 rows, 9 sheets, 2 causes, 9 clusters");
        browser.evaluate("(() => { const f = document.getElementById('family'); f.value = 'dns'; f.dispatchEvent(new Event('input', {bubbles: true})); })()");
        assertThat(browser.evaluate(VISIBLE).asString()).isEqualTo("3 rows, 3 sheets, 1 causes, 3 clusters");
        assertThat(browser.evaluate("(() => { document.querySelector('.map tbody tr:not([hidden]) a').click(); return new Promise(d => setTimeout(() => d(document.querySelector(location.hash).open), 150)); })()")
                .asBoolean()).isTrue();
    }

    @Test
    void theFleetPageIsAsSoundAsTheOther() throws IOException {
        for (AuditReport report : List.of(Fleets.many(25), Fleets.three(EVIL))) {
            Chromium browser = shown(report);
            assertThat(browser.events("Network.requestWillBeSent")).hasSize(1);
            assertThat(browser.events("Log.entryAdded")).isEmpty();
            assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
            assertThat(browser.evaluate("typeof window.pwned + document.querySelectorAll('img, [onload], [onerror], [style]').length").asString()).isEqualTo("undefined0");
            assertThat(browser.evaluate("[...document.querySelectorAll('nav a, .map a')].every(a => document.querySelector(a.getAttribute('href')) !== null)").asBoolean()).isTrue();
            for (String scheme : List.of("light", "dark")) {
                browser.media(scheme, "screen");
                browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
                assertThat(browser.evaluate(LOW_CONTRAST).valueStream().map(JsonNode::asString)).isEmpty();
            }
            browser.size(360, 800);
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(360);
        }
    }
}
