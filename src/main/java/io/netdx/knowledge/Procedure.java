package io.netdx.knowledge;

import java.util.List;
import java.util.Optional;

/** Steps in their order; {@code claims} speak of the whole. */
public record Procedure(String id, Optional<Topic> topic, String title, List<String> claims, List<Step> steps) {

    /**
     * A step. Texts may be empty but for title, document and command.
     *
     * @param minutes  as the document has it, 0 where it says nothing
     * @param document what the document says to do
     * @param command  what works
     * @param danger   why the document's way must not be the first thing to do
     * @param backup   keeps what is there
     * @param narrower the smaller step that often suffices
     * @param undo     the way back
     */
    public record Step(String id, List<String> claims, int minutes, String title, String document, String command, String danger,
                       String backup, String narrower, String undo) {
    }

    /** How links name a step. */
    public String link(Step step) {
        return "procedure/" + id + "/" + step.id();
    }

    public int minutes() {
        return steps.stream().mapToInt(Step::minutes).sum();
    }
}
