/** Usage records, their spool and the ports for reading them. */
@NullMarked
package io.keyfold.session.usage;

import org.jspecify.annotations.NullMarked;
