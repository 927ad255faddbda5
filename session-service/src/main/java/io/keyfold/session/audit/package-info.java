/** Who did what and when, from every topic of the tenant, as a list and as a live stream. Never a secret. */
@NullMarked
package io.keyfold.session.audit;

import org.jspecify.annotations.NullMarked;
