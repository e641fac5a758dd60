package io.netdx.cli;

import io.netdx.advise.AdviceException;
import io.netdx.advise.Advisor;
import io.netdx.advise.Situation;
import io.netdx.diagnosis.Diagnosis;
import io.netdx.fact.Plain;
import io.netdx.knowledge.Advice;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Topic;
import io.netdx.model.NetworkModel;
import io.netdx.model.Spelling;
import io.netdx.report.AdviceTree;
import io.netdx.report.AdviceWriter;
import io.netdx.report.ClusterInfo;
import io.netdx.report.Json;
import io.netdx.report.Palette;
import io.netdx.report.Yaml;
import io.netdx.source.Snapshot;
import io.netdx.source.live.LogChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "advise", description = "The decision tables of the source document, applied to a snapshot and to what-if figures, upstream corrections beside them.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class AdviseCommand implements Callable<Integer> {

    private static final List<String> TOPICS = Arrays.stream(Topic.values()).map(Topic::label).toList();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", completionCandidates = Choices.Topics.class, description = "cni, upgrade, capacity, dns, mesh, tools or hygiene")
    private String topic;

    @Option(names = {"-f", "--filename"}, paramLabel = "PATH",
            description = "Snapshot: a folder, archive or file, or - for standard input; repeatable. Without one, the running cluster that --context or another of its flags names, or the figures alone")
    private List<String> filenames = new ArrayList<>();

    @Mixin
    private WhatIfOptions whatIf;

    @Mixin
    private Outputs outputs;

    @Mixin
    private LimitOptions limits;

    @Mixin
    private Verbosity verbosity;

    @Mixin
    private KubeFlags kube;

    @Override
    public Integer call() throws IOException {
        Topic asked = topic();
        Knowledge knowledge = Knowledge.load();
        Optional<Snapshot> snapshot = filenames.isEmpty() && !kube.namesCluster() ? Optional.empty()
                : Optional.of(LiveReading.read(filenames, kube.options(List.of()), LogChoice.NONE, limits.limits(), verbosity.quiet(), spec.commandLine().getErr()));
        Optional<NetworkModel> model = snapshot.map(s -> NetworkModel.of(s.cluster()));
        Optional<ClusterInfo> info = snapshot.map(s -> Diagnosis.info(s, model.orElseThrow()));
        List<Outputs.Target<Advice>> targets = outputs.targets((format, coloured) -> writer(format, coloured, knowledge, info), "text, json or yaml");
        Advice advice;
        try {
            Situation situation = new Situation(snapshot.map(Snapshot::cluster), model.map(NetworkModel::cni), whatIf.read());
            advice = new Advisor(knowledge).advise(asked, situation);
        } catch (AdviceException e) {
            throw new ParameterException(spec.commandLine(), Plain.line(e.getMessage()));
        }
        if (!outputs.write(targets, advice, spec)) {
            return Main.CANNOT_RUN;
        }
        if (!verbosity.quiet() && snapshot.filter(s -> !s.problems().isEmpty()).isPresent()) {
            spec.commandLine().getErr().println("netdx: " + snapshot.get().problems().size() + " places of the snapshot could not be used; netdx diagnose -o wide lists them");
        }
        return 0;
    }

    private Topic topic() {
        return Arrays.stream(Topic.values()).filter(t -> t.label().equals(topic)).findFirst().orElseThrow(() -> {
            List<String> meant = Spelling.near(topic, TOPICS, 1);
            return new ParameterException(spec.commandLine(), "there is no advice on " + Plain.line(topic) + "; "
                    + (meant.isEmpty() ? "choose " + String.join(", ", TOPICS) : "did you mean " + meant.get(0) + "?"));
        });
    }

    private static Optional<Outputs.Writer<Advice>> writer(String format, boolean coloured, Knowledge knowledge, Optional<ClusterInfo> info) {
        return switch (format) {
            case "text", "wide" -> Optional.of(new AdviceWriter(knowledge, info, new Palette(coloured))::write);
            case "json" -> Optional.of((advice, out) -> Json.write(AdviceTree.of(advice, knowledge, info), out));
            case "yaml" -> Optional.of((advice, out) -> Yaml.write(AdviceTree.of(advice, knowledge, info), out));
            default -> Optional.empty();
        };
    }
}
