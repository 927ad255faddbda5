/** Users who own credentials, and their fold. */
@NullMarked
package io.keyfold.authconfig.users.model;

import org.jspecify.annotations.NullMarked;
