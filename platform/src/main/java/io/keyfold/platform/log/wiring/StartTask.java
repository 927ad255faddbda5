package io.keyfold.platform.log.wiring;

import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A task that a service runs at startup, e.g. publishing its catalogue.
 *
 * @param name name in logs and health
 * @param work idempotent, and safe to run concurrently in several instances
 */
public record StartTask(String name, Supplier<Mono<?>> work) {}
