package io.netdx.advise;

import io.netdx.fact.ObjectRef;

/** Takes what is found. */
interface Found {

    void found(Habit habit, ObjectRef object);
}
