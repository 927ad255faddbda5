@NullMarked
package io.keyfold.session.usage.totals;

import org.jspecify.annotations.NullMarked;
