/** How a provider is described by people: in the catalogue's files and in requests for custom providers. */
@NullMarked
package io.keyfold.deployment.definition;

import org.jspecify.annotations.NullMarked;
