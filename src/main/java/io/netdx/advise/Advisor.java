package io.netdx.advise;

import io.netdx.knowledge.Advice;
import io.netdx.knowledge.Knowledge;
import io.netdx.knowledge.Topic;

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
        Points points = new Points();
        switch (topic) {
            case CNI -> new PluginAdvice(situation, knowledge, points).advise();
            case UPGRADE -> new UpgradeAdvice(situation, knowledge, points).advise();
            case CAPACITY -> new CapacityAdvice(situation, knowledge, points).advise();
            case DNS -> new DnsAdvice(situation, knowledge, points).advise();
            case MESH -> new MeshAdvice(situation, knowledge, points).advise();
            case TOOLS -> new ToolAdvice(situation, knowledge, points).advise();
        }
        return new Advice(topic, situation.figures(), points.sorted(),
                knowledge.tables().values().stream().filter(t -> t.topic().filter(topic::equals).isPresent()).toList(),
                knowledge.procedures().stream().filter(p -> p.topic().filter(topic::equals).isPresent()).toList());
    }
}
