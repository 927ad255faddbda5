@NullMarked
package io.keyfold.ledger.audit.read;

import org.jspecify.annotations.NullMarked;
