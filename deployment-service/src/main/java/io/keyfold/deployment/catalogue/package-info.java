/** The shipped catalogue: read from files, validated, and published to the log when changed. */
@NullMarked
package io.keyfold.deployment.catalogue;

import org.jspecify.annotations.NullMarked;
