/** Definitions of providers, as in catalogue files and in requests for custom providers. */
@NullMarked
package io.keyfold.deployment.definition;

import org.jspecify.annotations.NullMarked;
