package io.netdx.report;

import io.netdx.fact.ObjectRef;
import io.netdx.fact.Plain;
import io.netdx.reason.Judgement;
import java.io.IOException;
import java.util.Locale;

/** The objects to blame, one a line, as kubectl writes names: {@code networkpolicy.networking.k8s.io/db-lock}. */
public final class NameWriter implements ReportWriter {

    @Override
    public void write(DiagnosisReport report, Appendable out) throws IOException {
        for (Judgement.Diagnosis d : report.judgement().diagnoses()) {
            if (d.state() == Judgement.State.ACTIVE && d.role() != Judgement.Role.CONSEQUENCE) {
                out.append(name(d.subject())).append('\n');
            }
        }
    }

    private static String name(ObjectRef ref) {
        return ref.kind().toLowerCase(Locale.ROOT) + group(ref.kind()) + "/" + Plain.line(ref.name());
    }

    private static String group(String kind) {
        return switch (kind) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" -> ".apps";
            case "NetworkPolicy", "Ingress", "IngressClass" -> ".networking.k8s.io";
            case "Job", "CronJob" -> ".batch";
            case "APIService" -> ".apiregistration.k8s.io";
            case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> ".admissionregistration.k8s.io";
            default -> "";
        };
    }
}
