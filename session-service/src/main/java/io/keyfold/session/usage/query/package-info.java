/** {@code GET /usage}: what was used, in which time, until when that is known. */
@NullMarked
package io.keyfold.session.usage.query;

import org.jspecify.annotations.NullMarked;
