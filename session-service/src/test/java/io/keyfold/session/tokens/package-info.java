/** Tests of access tokens of grants. */
@NullMarked
package io.keyfold.session.tokens;

import org.jspecify.annotations.NullMarked;
