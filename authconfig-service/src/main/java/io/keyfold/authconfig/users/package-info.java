/** {@code /users}: lists the tenant's users who own credentials, and erases all credentials of one. */
@NullMarked
package io.keyfold.authconfig.users;

import org.jspecify.annotations.NullMarked;
