/** How a tenant's pages look, and the host name at which they are. */
@NullMarked
package io.keyfold.authconfig.branding;

import org.jspecify.annotations.NullMarked;
