/** How Keyfold becomes a client of an authorization server for which a tenant has no app of its own. */
@NullMarked
package io.keyfold.authconfig.registration;

import org.jspecify.annotations.NullMarked;
