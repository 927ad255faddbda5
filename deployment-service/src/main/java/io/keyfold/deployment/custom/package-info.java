/** Providers of a tenant's own: created and given new versions over HTTP, seen by that tenant alone. */
@NullMarked
package io.keyfold.deployment.custom;

import org.jspecify.annotations.NullMarked;
