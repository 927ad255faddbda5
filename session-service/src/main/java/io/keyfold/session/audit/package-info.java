/** The audit trail of a tenant over all topics, as a list and as a live stream. It never contains secrets. */
@NullMarked
package io.keyfold.session.audit;

import org.jspecify.annotations.NullMarked;
