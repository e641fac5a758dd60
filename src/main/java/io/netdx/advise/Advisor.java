package io.netdx.advise;

import io.netdx.fact.Workload;
import io.netdx.knowledge.Advice;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Procedure;
import io.netdx.knowledge.Topic;
import java.util.Optional;

/** Gives advice on a topic. */
public final class Advisor {

    private final Knowledge knowledge;

    public Advisor(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * What follows for the situation, and the tables of the topic.
     *
     * @throws AdviceException where the figures make no sense together
     */
    public Advice advise(Topic topic, Situation situation) {
        String namespace = situation.whatIf().namespace();
        if (!namespace.isEmpty() && !Names.plain(namespace)) {
            throw new AdviceException("--namespace is a name of lower-case letters, digits and hyphens");
        }
        Points points = new Points();
        switch (topic) {
            case CNI -> new PluginAdvice(situation, knowledge, points).advise();
            case UPGRADE -> new UpgradeAdvice(situation, knowledge, points).advise();
            case CAPACITY -> new CapacityAdvice(situation, knowledge, points).advise();
            case DNS -> new DnsAdvice(situation, knowledge, points).advise();
            case MESH -> new MeshAdvice(situation, knowledge, points).advise();
            case TOOLS -> new ToolAdvice(situation, knowledge, points).advise();
            case HYGIENE -> new HygieneAdvice(situation, points).advise();
        }
        return new Advice(topic, situation.figures(), points.sorted(),
                knowledge.tables().values().stream().filter(t -> t.topic().filter(topic::equals).isPresent()).toList(),
                knowledge.procedures().stream().filter(p -> p.topic().filter(topic::equals).isPresent()).map(p -> filled(p, situation)).toList());
    }

    /** With the names that are known. */
    private static Procedure filled(Procedure p, Situation situation) {
        return new Procedure(p.id(), p.topic(), p.title(), p.claims(), p.steps().stream().map(s -> new Procedure.Step(s.id(), s.claims(), s.minutes(),
                s.title(), s.document(), filled(s.command(), situation), s.danger(), filled(s.backup(), situation), s.narrower(), filled(s.undo(), situation))).toList());
    }

    private static String filled(String command, Situation situation) {
        String text = command;
        Optional<Workload> agent = situation.agent().filter(w -> Names.plain(w.meta().namespace()));
        if (agent.isPresent()) {
            text = text.replace("AGENT-NAMESPACE", agent.get().meta().namespace()).replace("AGENT", agent.get().meta().name());
        }
        // what is left of AGENT-NAMESPACE is no namespace of the user's
        String namespace = situation.whatIf().namespace();
        return namespace.isEmpty() ? text : text.replaceAll("(?<!AGENT-)NAMESPACE", namespace);
    }
}
