/** Acceptance tests of Keyfold's promises, over HTTP against a running instance. */
@NullMarked
package io.keyfold.acceptance;

import org.jspecify.annotations.NullMarked;
