@NullMarked
package io.keyfold.session.spool;

import org.jspecify.annotations.NullMarked;
