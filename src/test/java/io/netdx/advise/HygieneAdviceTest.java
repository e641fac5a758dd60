package io.netdx.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.cluster.Cluster;
import io.netdx.cluster.ClusterBuilder;
import io.netdx.knowledge.Advice.Level;
import io.netdx.knowledge.Advice.Point;
import io.netdx.source.Limits;
import io.netdx.source.SnapshotReader;
import io.netdx.source.signature.SignatureTable;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** In {@code habits.yaml} whatever has a habit is called odd; beside it stands a neighbour that differs in it alone. */
class HygieneAdviceTest {

    private final Cluster cluster = SnapshotReader.read(List.of("src/test/resources/io/netdx/advise/habits.yaml"), InputStream.nullInputStream(), Limits.DEFAULT,
            SignatureTable.load()).cluster();

    @Test
    void everyHabitIsSeenWhereItIsAndOnlyThere() {
        Map<Habit, TreeSet<String>> seen = HygieneAdvice.find(cluster);
        assertThat(seen).containsOnlyKeys(Habit.values());
        seen.forEach((habit, objects) -> assertThat(objects).as(habit.label()).allSatisfy(o -> assertThat(o).matches(".*(odd|kube-system/kube-proxy).*")));
    }

    @Test
    void whatWasNotCollectedIsNotCalledClean() {
        Points points = new Points();
        new HygieneAdvice(new Situation(Optional.of(new ClusterBuilder().build()), Optional.empty(), new WhatIf(Map.of(), Optional.empty(), Optional.empty(), "", "", "", "", "")), points).advise();
        assertThat(points.sorted()).extracting(Point::level).containsExactly(Level.UNKNOWN);
        assertThat(points.sorted().get(0).text()).contains("IngressClass");
    }
}
