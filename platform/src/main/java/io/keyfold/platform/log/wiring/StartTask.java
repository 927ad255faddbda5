package io.keyfold.platform.log.wiring;

import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Something that a service writes when it starts, e.g. its catalogue.
 *
 * @param name for the operator
 * @param work safe to repeat, and to run in several instances at once
 */
public record StartTask(String name, Supplier<Mono<?>> work) {}
