/** A storm of callers on credentials whose access tokens have expired. */
@NullMarked
package io.keyfold.benchmarks.refresh;

import org.jspecify.annotations.NullMarked;
