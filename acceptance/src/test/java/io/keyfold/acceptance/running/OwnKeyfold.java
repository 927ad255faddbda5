package io.keyfold.acceptance.running;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that start and end processes of their own, one at a time, beside the tests that share a Keyfold. Skipped when
 * {@code -Dkeyfold.url} names a running one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("a Keyfold of its own")
@DisabledIfSystemProperty(named = "keyfold.url", matches = ".+")
public @interface OwnKeyfold {}
