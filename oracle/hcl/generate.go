package main

func generate(count int, seed int64) {}
