/** Restricts the destinations that a tenant's configuration may call. */
@NullMarked
package io.keyfold.platform.egress;

import org.jspecify.annotations.NullMarked;
