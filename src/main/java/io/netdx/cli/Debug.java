package io.netdx.cli;
import io.netdx.catalog.*; import io.netdx.engine.*; import io.netdx.source.*; import io.netdx.source.signature.*; import io.netdx.model.*; import java.util.*;
public final class Debug {
    public static void main(String[] a) {
        var catalog = CatalogCodec.load();
        var table = SignatureTable.load();
        for (String p : a) {
            long t=System.nanoTime();
            var s = SnapshotReader.read(List.of(p), System.in, Limits.DEFAULT, table);
            var m = NetworkModel.of(s.cluster());
            var inf = new Engine(catalog).infer(s.cluster(), m.facts());
            System.out.println("===== " + p + " " + s.format() + " cni=" + m.cni() + " now=" + s.cluster().now() + " facts=" + m.facts().size()+" "+(System.nanoTime()-t)/1000000+"ms");
            s.problems().forEach(x -> System.out.println("  PROBLEM " + x));
            for (Object f : m.facts()) if (f instanceof FlowFailure) System.out.println("  FLOW " + f);
            for (var f : inf.findings()) System.out.println("  F " + f.outcome() + " " + f.id() + " @ " + f.subject() + " " + f.args());
            for (var h : inf.hypotheses()) System.out.println("  H " + h);
            for (var l : inf.links()) System.out.println("  L " + l.cause()+" @ "+l.subject()+" -> "+l.finding()+" @ "+l.findingSubject());
            for (var c : inf.chains()) System.out.println("  C " + c);
            System.out.println("  unknowns " + inf.unknowns().size());
        }
    }
}
