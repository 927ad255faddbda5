/** What Keyfold promises, tried from outside: over HTTP against a running one. */
@NullMarked
package io.keyfold.acceptance;

import org.jspecify.annotations.NullMarked;
