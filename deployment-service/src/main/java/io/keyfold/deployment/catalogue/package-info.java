/** The shipped catalogue: read from files, checked, and published to the log where it changed. */
@NullMarked
package io.keyfold.deployment.catalogue;

import org.jspecify.annotations.NullMarked;
