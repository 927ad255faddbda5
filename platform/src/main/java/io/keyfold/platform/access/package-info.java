/** Access control: tenants and API keys folded from the log, bearer authentication and scopes. */
@NullMarked
package io.keyfold.platform.access;

import org.jspecify.annotations.NullMarked;
