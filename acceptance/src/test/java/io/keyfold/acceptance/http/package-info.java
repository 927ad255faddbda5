/** A small API client that does not use Keyfold's classes. */
@NullMarked
package io.keyfold.acceptance.http;

import org.jspecify.annotations.NullMarked;
