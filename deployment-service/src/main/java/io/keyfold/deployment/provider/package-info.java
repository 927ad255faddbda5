/** Providers and their versions: model, publication and lookup. */
@NullMarked
package io.keyfold.deployment.provider;

import org.jspecify.annotations.NullMarked;
