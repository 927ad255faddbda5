/** API representations of providers: versions, specifications, auth methods and tools. */
@NullMarked
package io.keyfold.deployment.read;

import org.jspecify.annotations.NullMarked;
