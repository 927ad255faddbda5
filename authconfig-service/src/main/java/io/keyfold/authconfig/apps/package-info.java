/** OAuth apps: a tenant's own registrations with providers. */
@NullMarked
package io.keyfold.authconfig.apps;

import org.jspecify.annotations.NullMarked;
