/** Providers and their versions: what they are, how they are published, how they are read. */
@NullMarked
package io.keyfold.deployment.provider;

import org.jspecify.annotations.NullMarked;
