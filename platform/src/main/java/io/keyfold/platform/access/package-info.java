/** Who may call: tenants and API keys as folded from the log, bearer authentication and scopes. */
@NullMarked
package io.keyfold.platform.access;

import org.jspecify.annotations.NullMarked;
