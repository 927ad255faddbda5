/** Usage by time and any dimension. */
@NullMarked
package io.keyfold.ledger.usage;

import org.jspecify.annotations.NullMarked;
