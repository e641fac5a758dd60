package io.netdx.fact;

import java.time.Instant;

/** A status condition. {@code status} is {@code True}, {@code False} or {@code Unknown}. */
public record Condition(String type, String status, String reason, String message, Instant since) {
}
