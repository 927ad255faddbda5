/** {@code GET /usage}: usage by time bucket, and the time up to which it is complete. */
@NullMarked
package io.keyfold.session.usage.query;

import org.jspecify.annotations.NullMarked;
