package io.netdx;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Directions that must never exist. */
@AnalyzeClasses(packages = "io.netdx", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule INNER = noClasses().that().resideInAnyPackage("io.netdx.fact..", "io.netdx.net..", "io.netdx.cluster..",
                    "io.netdx.model..", "io.netdx.finding..", "io.netdx.reason..")
            .should().dependOnClassesThat().resideInAnyPackage("org.drools..", "org.kie..", "io.fabric8..", "picocli..",
                    "java.nio.file..", "java.net..", "tools.jackson..", "org.snakeyaml..")
            .because("facts, model and reasoning are pure: they can be tested, shared and replayed without a cluster or a file");

    @ArchTest
    static final ArchRule DROOLS = noClasses().that().resideOutsideOfPackages("io.netdx.engine..")
            .and().resideInAPackage("io.netdx..")
            .should().dependOnClassesThat().resideInAnyPackage("org.drools..", "org.kie..")
            .because("the rule engine is exchangeable behind one package");

    @ArchTest
    static final ArchRule PICOCLI = noClasses().that().resideOutsideOfPackages("io.netdx.cli..")
            .should().dependOnClassesThat().resideInAnyPackage("picocli..", "org.jline..")
            .because("the terminal is one face of several");

    @ArchTest
    static final ArchRule REASON = noClasses().that().resideInAPackage("io.netdx.reason..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.source..", "io.netdx.model..")
            .because("judgement is a function of findings and catalogue alone");

    @ArchTest
    static final ArchRule REPORT = noClasses().that().resideInAPackage("io.netdx.report..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.source..", "io.netdx.model..")
            .because("a report renders a judgement; it never looks at the cluster again");

    @ArchTest
    static final ArchRule EXHIBIT = noClasses().that().resideInAPackage("io.netdx.exhibit..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.source..", "java.nio.file..", "java.net..")
            .because("pictures show the judgement and the cluster; they decide nothing and read nothing");

    @ArchTest
    static final ArchRule KNOWLEDGE = noClasses().that().resideInAnyPackage("io.netdx.fact..", "io.netdx.net..", "io.netdx.cluster..",
                    "io.netdx.source..", "io.netdx.model..", "io.netdx.finding..", "io.netdx.catalog..", "io.netdx.engine..", "io.netdx.reason..")
            .or().haveNameMatching("io\\.netdx\\.(cli|diagnosis)\\.Diagnos.*")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.knowledge..", "io.netdx.advise..")
            .because("claims of the source document are shown and taught; they decide no diagnosis, and no diagnosis waits until they are read");

    @ArchTest
    static final ArchRule ADVISE = noClasses().that().resideInAPackage("io.netdx.advise..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.source..", "io.netdx.report..", "java.nio.file..",
                    "java.net..", "org.snakeyaml..", "tools.jackson..")
            .because("advice is a function of a cluster, of figures and of tables");

    @ArchTest
    static final ArchRule SUPPRESS = noClasses().that().resideInAnyPackage("io.netdx.engine..", "io.netdx.model..", "io.netdx.reason..", "io.netdx.source..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.suppress..")
            .because("what somebody has decided to live with is judged as everything else; it only counts for nothing");

    @ArchTest
    static final ArchRule COMPILER = noClasses().that().resideOutsideOfPackages("io.netdx.engine.own..", "io.netdx.engine.build..")
            .and().resideInAPackage("io.netdx..")
            .should().dependOnClassesThat().resideInAnyPackage("org.drools.drl..", "org.drools.compiler..", "org.drools.model.codegen..")
            .because("the rule compiler is loaded for a user's own rules alone");

    @ArchTest
    static final ArchRule OWN = noClasses().that().resideInAPackage("io.netdx.own..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.source..", "io.netdx.model..", "io.netdx.cluster..")
            .because("cases say what a diagnosis must find; how it is made is not their business");

    @ArchTest
    static final ArchRule DIFF = noClasses().that().resideInAPackage("io.netdx.diff..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.source..", "io.netdx.audit..", "io.netdx.diagnosis..")
            .because("two looks are compared as they are; nothing is judged again");

    @ArchTest
    static final ArchRule SERVE = noClasses().that().resideInAPackage("io.netdx.serve..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.reason..", "io.netdx.catalog..", "io.netdx.finding..",
                    "io.netdx.model..", "io.netdx.report..")
            .because("what is served is the snapshot, not what is thought of it");

    @ArchTest
    static final ArchRule SIMULATE = noClasses().that().resideInAPackage("io.netdx.simulate..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.engine..", "io.netdx.reason..", "io.netdx.catalog..", "io.netdx.finding..",
                    "io.netdx.report..")
            .because("a simulated cluster shows what the physics make of a fault, never what a rule asks for");

    @ArchTest
    static final ArchRule PROBE = noClasses().that().resideInAPackage("io.netdx.probe..")
            .should().dependOnClassesThat().resideInAnyPackage("io.netdx.source..", "io.netdx.engine..", "io.netdx.model..", "io.fabric8..", "java.net..", "java.nio.file..")
            .because("a plan is a function of a cluster; who looks at it has created nothing");

    @ArchTest
    static final ArchRule WRITE = noClasses().that().doNotHaveFullyQualifiedName("io.netdx.source.live.ProbePods")
            .should().callMethodWhere(target(name("write")).and(target(owner(simpleName("ApiClient")))))
            .because("nothing but probes, which somebody asked for, changes anything in a cluster");

    @ArchTest
    static final ArchRule SPARK = noClasses().that().resideOutsideOfPackages("io.netdx.fleet..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..", "io.netdx.fleet..")
            .because("the program does without a fleet's engine, which only the job archive holds");

    @ArchTest
    static final ArchRule CLOCK = noClasses().that().resideOutsideOfPackages("io.netdx.cli..")
            .should().callMethod(java.time.Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(Math.class, "random").orShould().callMethod(java.util.Locale.class, "getDefault")
            .because("equal input gives byte-identical output, whenever and wherever it runs");

    @ArchTest
    static final ArchRule CYCLES = slices().matching("io.netdx.(*)..").should().beFreeOfCycles();
}
