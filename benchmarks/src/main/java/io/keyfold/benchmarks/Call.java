package io.keyfold.benchmarks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is made again and again.
 *
 * @param body null for a GET
 */
record Call(String path, @Nullable Map<String, Object> body) {}
