/** Grants: tokens that a user's consent obtained, the state of their refresh, and the decisions about both. */
@NullMarked
package io.keyfold.authconfig.grants;

import org.jspecify.annotations.NullMarked;
