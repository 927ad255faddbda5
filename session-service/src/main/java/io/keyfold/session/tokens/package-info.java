/** Access tokens of grants, folded from {@code authconfig.tokens} and refreshed on demand. */
@NullMarked
package io.keyfold.session.tokens;

import org.jspecify.annotations.NullMarked;
