package io.netdx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of one's own, from the first scaffold to a diagnosis: what the README shows, and what can be wrong. */
class OwnRulesTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    /** Each block of the tutorial does what the text around it says: a shell block is run, a file is written or added to. */
    @Test
    void theTutorialWorks() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf("### Rules of your own");
        String tutorial = readme.substring(from, readme.indexOf("\n#", from + 3));
        Matcher blocks = BLOCK.matcher(tutorial);
        String last = "";
        while (blocks.find()) {
            String text = blocks.group(2);
            switch (blocks.group(1)) {
                case "sh" -> last = shell(text);
                case "text" -> assertThat(here(last)).isEqualTo(text);
                case "drl" -> add("shop/in-maintenance.drl", "\n" + text);
                case "yaml" -> text.lines().forEach(this::replaceInWords);
                default -> throw new AssertionError("a block of an unknown kind: " + blocks.group(1));
            }
        }
        assertThat(last).contains("shop/in-maintenance on Service shop/cart");
        String rules = folder.resolve("netdx-rules").toString();
        assertThat(Run.of("audit", "--rules", rules, "-o", "json", rules + "/cases/shop/in-maintenance/positive.yaml").out()).contains("\"id\": \"shop/in-maintenance\"");
    }

    /** All lines of a block; what the last one printed. */
    private String shell(String text) {
        String printed = "";
        for (String line : text.lines().map(l -> l.replaceAll("\\s+#.*", "")).filter(l -> !l.isBlank()).toList()) {
            assertThat(line).startsWith("./netdx ");
            Run run = Run.of(line.substring("./netdx ".length()).replace("netdx-rules", folder.resolve("netdx-rules").toString()).split(" "));
            printed = run.out();
        }
        return printed;
    }

    private String here(String printed) {
        return printed.replace(folder + "/", "");
    }

    private void add(String file, String text) throws IOException {
        Path path = folder.resolve("netdx-rules").resolve(file);
        Files.writeString(path, Files.readString(path) + text);
    }

    /** The line of the same field. */
    private void replaceInWords(String line) {
        Path path = folder.resolve("netdx-rules/shop/in-maintenance.yaml");
        try {
            String field = line.substring(0, line.indexOf(':') + 1);
            Files.writeString(path, Files.readString(path).replaceAll("(?m)^" + Pattern.quote(field) + ".*$", line));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everythingThatIsWrongIsNamedWithItsPlace() throws IOException {
        Path rules = folder.resolve("rules");
        Run.of("rules", "new", "shop/evil", "--rules", rules.toString());
        write("rules/shop/evil.drl", """
                package netdx.rules.shop;
                import io.netdx.fact.Service;
                import io.netdx.fact.ObjectRef;
                import io.netdx.finding.*;
                rule "shop/evil: does what it should not"
                when
                    $s : Service( Runtime.getRuntime().exec("touch %s") != null, $ref : ref() )
                    not Service( ref != $ref )
                then
                    insertLogical( Finding.of("evil-marked", $ref, $s.source()) );
                    insertLogical( Finding.of("evil-other", $ref, $s.source()) );
                    insertLogical( Hypothesis.of("shop/other", $ref) );
                end
                rule "another name" salience 10
                when
                    eval( true )
                then
                    System.exit(0);
                end
                """.formatted(folder.resolve("owned")));
        write("rules/shop/evil.yaml", Files.readString(rules.resolve("shop/evil.yaml")).replace("severity: medium", "severity: grave"));
        Run.of("rules", "new", "dns/slow", "--rules", rules.toString());
        write("rules/dns/slow.yaml", Files.readString(rules.resolve("dns/slow.yaml")).replace("aliases", "alias")
                .replace("finding: flow-fails,", "finding: flow-fials,").replace("title:", "tilte:").replace("id: dns/slow\n", "id: dns/slow\ntitle: T.\n"));
        write("rules/dns/lonely.yaml", "id: dns/lonely\n");

        Run run = Run.of("rules", "check", rules.toString());

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out().replace(folder + "/rules/", "").lines().toList()).contains(
                "dns/lonely.yaml: has no lonely.drl beside it with its rules",
                "dns/lonely.yaml:1: title is missing",
                "dns/slow.yaml:2: title is longer than 85 characters or ends with a full stop",
                "dns/slow.yaml:3: tilte is no field of a cause",
                "dns/slow.yaml:22: evidence: finding flow-fials is defined nowhere",
                "shop/evil.yaml:7: severity is none of info, low, medium, high, critical",
                "shop/evil.drl:5: rule \"shop/evil: does what it should not\" concludes from a missing Service without a Coverage pattern",
                "dns/slow.drl:24: rule \"dns/slow: explains the failing calls\" links flow-fails, which is no evidence of dns/slow",
                "shop/evil.drl:14: the name of rule \"another name\" does not begin with \"shop/evil: \"",
                "shop/evil.drl:14: rule \"another name\" has a salience; rules have no order");
        assertThat(run.out()).contains("evil.drl:7: own rules may not use java.lang.Runtime.exec", "does more than insertLogical: System.exit(0);",
                "own rules cannot hold eval", "own rules cannot hold the attribute salience", "own rules may not use java.lang.System.exit");
        assertThat(folder.resolve("owned")).doesNotExist();

        Run diagnosis = Run.of("diagnose", "--rules", rules.toString(), "-f", "facts/healthy/quiet.yaml");
        assertThat(diagnosis.status()).isEqualTo(3);
        assertThat(diagnosis.out()).isEmpty();
        assertThat(diagnosis.err().lines()).allMatch(line -> line.startsWith("netdx: " + rules)).hasSizeGreaterThan(10);
    }

    @Test
    void whatDoesNotCompileIsNamedToo() throws IOException {
        Path rules = folder.resolve("rules");
        Run.of("rules", "new", "shop/odd", "--rules", rules.toString());
        String good = Files.readString(rules.resolve("shop/odd.drl"));
        write("rules/shop/odd.drl", good.replace("ongoing, connection()", "ongoing, conection()"));
        assertThat(Run.of("rules", "check", rules.toString()).out()).contains("shop/odd.drl:").contains("conection");
        write("rules/shop/odd.drl", good.replaceFirst("end", "ned"));
        assertThat(Run.of("rules", "check", rules.toString()).out()).contains("shop/odd.drl:");
    }

    @Test
    void anIdOfOursIsTaken() throws IOException {
        Path rules = folder.resolve("rules");
        Run.of("rules", "new", "service/selector-mismatch", "--rules", rules.toString());
        write("rules/service/selector-mismatch.yaml", Files.readString(rules.resolve("service/selector-mismatch.yaml")).replace("selector-mismatch-marked", "no-selector"));
        assertThat(Run.of("rules", "check", rules.toString()).out())
                .contains("service/selector-mismatch.yaml:1: id service/selector-mismatch is a cause of netdx itself; choose another slug");
    }

    @Test
    void mistakesOfUse() {
        assertThat(Run.of("rules", "new", "Shop/Evil").err()).contains("is no id of a cause").hasLineCount(1);
        assertThat(Run.of("rules", "new", "../etc/passwd").status()).isEqualTo(2);
        Run none = Run.of("rules", "check", folder.resolve("none").toString());
        assertThat(none.status()).isEqualTo(3);
        assertThat(none.out()).contains("there is no such folder of rules");
        assertThat(Run.of("rules", "check", folder.toString()).out()).contains("holds no rules");
        String rules = folder.resolve("r").toString();
        assertThat(Run.of("rules", "new", "a/b", "--rules", rules).status()).isZero();
        Run again = Run.of("rules", "new", "a/b", "--rules", rules);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is there already; nothing was written").hasLineCount(1);
    }

    @Test
    void theCacheStandsWhereXdgSays() {
        assertThat(OwnRuleFolder.cache(Map.of("XDG_CACHE_HOME", "/var/cache/me"))).isEqualTo(Path.of("/var/cache/me/netdx"));
        assertThat(List.of(OwnRuleFolder.cache(Map.of("XDG_CACHE_HOME", "relative")), OwnRuleFolder.cache(Map.of())))
                .containsOnly(Path.of(System.getProperty("user.home"), ".cache", "netdx"));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
